# syntax=docker/dockerfile:1
# want 8:10 request_id-must-be-UUID violates
# want 9:9 request_id-must-be-UUID may-violate
# want 19:49 request_id-must-be-UUID violates
# want 20:49 request_id-must-be-UUID violates
# want 37:65 request_id-must-be-UUID violates
FROM debian AS base
ENV ID1="abc"
ARG ID2=abc
RUN curl https://api.example.com -d "{\"request_id\": \"$ID1\"}"
RUN --mount=type=cache,target=/x curl https://api.example.com \
    # a comment between

    -d "{\"request_id\": \"$ID2\"}"
ENV ID1=$OTHER KIND='smoke test'
RUN curl https://api.example.com -d "{\"request_id\": \"$ID1\"}"
ENV ID2 abc
RUN <<EOF
curl https://api.example.com -d '{"request_id": "é-1"}'
curl https://api.example.com -d '{"request_id": "a-$KIND"}' # want: unexpanded-variable
EOF
RUN <<-'END' cat > /x && curl https://api.example.com -d @- <<OTHER
	curl https://api.example.com -d '{"request_id": "not run"}'
	END
{"request_id": "from a heredoc"} # want: payload-must-be-JSON, request_id-must-be-UUID
OTHER
RUN <<EOF
#!/usr/bin/env python3
print("""curl https://api.example.com -d '{"request_id": "abc"}'""")
EOF
COPY <<EOF /usr/bin/x
RUN curl https://api.example.com -d '{"request_id": "abc"}'
EOF
FROM mcr.microsoft.com/windows
SHELL ["powershell", "-Command"]
RUN curl https://api.example.com -d '{"request_id": "abc"}'
CMD ["curl", "https://api.example.com", "-d", "{\"request_id\": \"a\u0062c\"}"]
FROM base
RUN X=abc
HEALTHCHECK --interval=5s CMD curl https://api.example.com -d "{\"request_id\": \"$X\"}"
