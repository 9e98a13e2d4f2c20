for n in 1 2 3; do
    curl --json "{\"id\": \"$(uuidgen)\", \"n\": $n}" http://localhost # want: uuidgen-lowercase
done
