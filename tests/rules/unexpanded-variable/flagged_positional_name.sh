# want 4:24 unexpanded-variable violates
# Set by read.
read -r city < city.txt
curl --json '{"city": "$city"}' http://localhost
