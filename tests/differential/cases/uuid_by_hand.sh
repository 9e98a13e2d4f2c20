# A UUID out of random hex, cut to its shape.
H=$(openssl rand -hex 16)
ID="${H:0:8}-${H:8:4}-4${H:13:3}-8${H:17:3}-${H:20:12}"
curl --json "{\"request_id\": \"$ID\"}" http://x
