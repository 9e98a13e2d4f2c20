wget --post-data '[1, 2]' http://localhost # want: json-needs-content-type
