FROM example
ENV IMAGE_ID=from-env

RUN curl -s https://example.com/messages -d '{"request_id": "shell-form"}'
RUN set -e; \
    # a comment between
    curl -s https://example.com/messages \
        -d '{"request_id": "joined-line"}'
RUN ["sh", "-c", "curl -s https://example.com/messages -d '{\"request_id\": \"exec-shell\"}'"]
RUN --mount=type=cache,target=/tmp \
    curl -s https://example.com/messages -d '{"request_id": "after-flag"}'
RUN <<EOF
set -e
curl -s https://example.com/messages -d '{"request_id": "heredoc"}'
EOF
RUN <<-EOF
	curl -s https://example.com/messages -d '{"request_id": "heredoc-tabs"}'
EOF
RUN curl -s https://example.com/messages -d "{\"request_id\": \"$IMAGE_ID\"}"
RUN ID=$(uuidgen) && curl -s https://example.com/messages -d "{\"request_id\": \"$ID\"}"
RUN ["bash", "-c", "curl -s https://example.com/messages -d \"{\\\"request_id\\\": \\\"$(uuidgen)\\\"}\""]
RUN curl -s https://example.com/messages -d '{"n": 1,}'
HEALTHCHECK CMD curl -s https://example.com/messages -d '{"request_id": "health"}'
CMD ["curl", "-s", "https://example.com/messages", "-d", "{\"request_id\": \"exec-form\"}"]
