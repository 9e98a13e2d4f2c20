KEY="your_project_id" # want: placeholder-value
curl --json "{\"items\": [{\"key\": \"$KEY\"}]}" http://localhost
