curl --json "{\"id\": \"$(uuidgen)\"}" http://localhost # want: uuidgen-lowercase
