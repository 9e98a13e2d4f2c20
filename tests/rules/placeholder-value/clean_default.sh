# Sent only where nothing is set.
curl --json "{\"token\": \"${TOKEN:-YOUR_TOKEN}\"}" http://localhost
