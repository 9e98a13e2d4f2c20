new_id() { uuidgen; } # want: uuidgen-lowercase
curl --json "{\"id\": \"$(new_id)\"}" http://localhost
