/** Operations, whose types are generated. */

import { graphql } from "../build/codegen";

export const Programs = graphql(`
  query Programs($first: Int!, $after: String) {
    programs(first: $first, after: $after) {
      totalCount
      nodes {
        slug
        name
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const SchoolPrograms = graphql(`
  query SchoolPrograms($first: Int!, $after: String, $where: ProgramFilter) {
    school(slug: "seng", locale: ZH_HANT) {
      programs(first: $first, after: $after, where: $where) {
        totalCount
        nodes {
          slug
          name
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);
