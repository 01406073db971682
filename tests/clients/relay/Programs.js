// All programs: a list of the query that is fetched a page at a time.

graphql`
  query ProgramsQuery($locale: Locale!, $asOf: DateTime) {
    ...Programs_list
  }
`;

graphql`
  fragment Programs_list on Query
  @refetchable(queryName: "ProgramsListQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }) {
    programs(first: $first, after: $after, locale: $locale, asOf: $asOf) @connection(key: "Programs_programs") {
      totalCount
      edges {
        node {
          slug
          name
        }
      }
    }
  }
`;
