curl -H 'Content-Type: application/xml' -d '<a b="{1}"/>' http://localhost
kubectl apply -f - <<EOF
apiVersion: v1
metadata: {name: a, labels: {app: b}}
EOF
