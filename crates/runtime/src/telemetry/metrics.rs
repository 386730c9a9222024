//! Metrics in Prometheus' text form, for `/metrics`.

use std::{sync::OnceLock, time::Duration};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::{sync::watch, time::interval};

use crate::process::stopped;

static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Upper bounds of the histogram of interaction times, in seconds. Discord's limit is 3 s.
const SECONDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1.5, 3.0, 10.0];

/// How often values of histograms are counted into their buckets: until then each takes memory,
/// also when nobody reads the metrics.
const FOLD_EVERY: Duration = Duration::from_secs(5);

/// Installs the recorder, once per process; `None` if something else has installed another.
pub(crate) fn install() -> Option<PrometheusHandle> {
    HANDLE
        .get_or_init(|| {
            PrometheusBuilder::new()
                .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
                .and_then(PrometheusBuilder::install_recorder)
                .inspect_err(|error| tracing::warn!(%error, "metrics are off"))
                .ok()
        })
        .clone()
}

/// Keeps the recorder's memory bounded until the process ends.
pub(crate) async fn fold(recorded: PrometheusHandle, mut shutdown: watch::Receiver<bool>) {
    let mut tick = interval(FOLD_EVERY);
    loop {
        tokio::select! {
            biased;
            () = stopped(&mut shutdown) => return,
            _ = tick.tick() => recorded.run_upkeep(),
        }
    }
}
