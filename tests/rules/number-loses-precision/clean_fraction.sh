# Fractions are never exact.
curl --json '{"a": 0.1234567890123456789, "b": 1e300, "c": 3.14159265358979323846}' http://localhost
