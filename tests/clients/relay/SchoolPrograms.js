// The programs of a school: pages are fetched by the school's id, which names the language and the instant, too.

graphql`
  query SchoolProgramsQuery($locale: Locale!, $asOf: DateTime) {
    school(slug: "seng", locale: $locale, asOf: $asOf) {
      ...SchoolPrograms_list
    }
  }
`;

graphql`
  fragment SchoolPrograms_list on School
  @refetchable(queryName: "SchoolProgramsListQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 10 }, after: { type: "String" }) {
    id
    programs(first: $first, after: $after) @connection(key: "SchoolPrograms_programs") {
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
