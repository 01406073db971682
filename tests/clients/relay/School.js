// The page of a school, as Relay's compiler reads it: departments are fetched a page at a time by the school's id.

graphql`
  query SchoolQuery($locale: Locale!, $asOf: DateTime) {
    school(slug: "seng", locale: $locale, asOf: $asOf) {
      ...School_page
    }
  }
`;

graphql`
  fragment School_page on School
  @refetchable(queryName: "SchoolPageQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 2 }, after: { type: "String" }) {
    id
    name
    departments(first: $first, after: $after, orderBy: [NAME_ASC]) @connection(key: "School_departments") {
      edges {
        node {
          name
        }
      }
    }
  }
`;
