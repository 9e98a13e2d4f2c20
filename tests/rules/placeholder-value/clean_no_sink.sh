echo '{"token": "YOUR_TOKEN"}' > example.json
