//! Layered configuration: files, environment, secrets; every value with its source, every error at once.
