// What Relay's compiler is given. The compiler reads these texts; nothing runs them.

graphql`
  query documentsSchoolQuery($slug: String!, $locale: Locale!, $asOf: DateTime) {
    school(slug: $slug, locale: $locale, asOf: $asOf) {
      ...documents_school
    }
  }
`;

graphql`
  fragment documents_school on School
  @refetchable(queryName: "documentsSchoolPageQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 3 }, cursor: { type: "String" }) {
    name
    programs(first: $count, after: $cursor, orderBy: [NAME_ASC]) @connection(key: "documents_programs") {
      edges {
        node {
          name
        }
      }
    }
  }
`;
