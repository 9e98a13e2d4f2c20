# want 4:31 unexpanded-variable violates
# want 4:51 unexpanded-variable violates
REGION=eu
curl --json '{"url": "https://$REGION.example.org/${REGION}"}' http://localhost
