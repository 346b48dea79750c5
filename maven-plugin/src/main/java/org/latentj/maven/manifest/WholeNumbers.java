package org.latentj.maven.manifest;

import java.util.List;

/**
 * A list of whole numbers.
 *
 * @param values ascending, each once
 */
record WholeNumbers(List<Integer> values) {}
