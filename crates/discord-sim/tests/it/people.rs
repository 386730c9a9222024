//! Discord as a person sees it, and what the feed of a person tells.

mod feed;
mod mirror;
mod offered;
mod origin;
mod pages;
mod reader;
mod seen;
mod storm;
mod sync;
mod table;
mod told;
mod whole;
