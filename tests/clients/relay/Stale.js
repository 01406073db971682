// One root field that fails and one that does not, each where Relay takes `@semanticNonNull` for non-null.

graphql`
  query StaleQuery {
    ...Stale_stories
    ...Stale_tags
  }
`;

graphql`
  fragment Stale_stories on Query @throwOnFieldError {
    newsStories(after: "stale") {
      totalCount
    }
  }
`;

graphql`
  fragment Stale_tags on Query @throwOnFieldError {
    tags {
      totalCount
    }
  }
`;
