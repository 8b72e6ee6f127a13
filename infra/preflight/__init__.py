"""Look at an AWS account before a tenant is deployed there: what is ready, would fail, or is for AWS to allow."""
