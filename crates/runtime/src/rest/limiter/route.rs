//! What of a request's path its bucket goes by.

use twilight_http::request::Method;

/// Route (method and path with ids left out) and top-level resource of a path.
pub(super) fn classify(method: Method, path: &str) -> (String, String) {
    let path = path.split('?').next().unwrap_or(path);
    let mut route = String::with_capacity(path.len());
    route.push_str(method.name());
    let mut top = String::new();
    let mut previous = "";
    for (index, segment) in path.split('/').enumerate() {
        route.push('/');
        let id = segment.bytes().all(|byte| byte.is_ascii_digit());
        let token =
            matches!(path.split('/').next(), Some("webhooks" | "interactions")) && index == 2;
        if id || token {
            route.push('*');
            if matches!(previous, "channels" | "guilds" | "webhooks") && index == 1 || token {
                top.push_str(segment);
                top.push('/');
            }
        } else {
            route.push_str(segment);
        }
        previous = segment;
    }
    (route, top)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_forgets_ids_and_keeps_the_top_resource() {
        let (route, top) = classify(Method::Post, "channels/12/messages/34?x=1");
        assert_eq!(route, "POST/channels/*/messages/*");
        assert_eq!(top, "12/");
        let (route, top) = classify(Method::Post, "webhooks/5/secret/messages/@original");
        assert_eq!(route, "POST/webhooks/*/*/messages/@original");
        assert_eq!(top, "5/secret/");
    }
}
