# want 4:28 unexpanded-variable violates
# Set by for.
for city in Rome Oslo; do
    curl --json '{"city": "${city}"}' http://localhost
done
