// The title of a page.
import { useEffect } from "react";

export function useTitle(title: string | false | null | undefined) {
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
}
