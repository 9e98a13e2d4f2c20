# want 3:25 unexpanded-variable violates
name=tides
curl --json '{"topic": "${name}"}' http://localhost
