"""From a document of the plan to everything its template may see: finished strings and SVG."""
