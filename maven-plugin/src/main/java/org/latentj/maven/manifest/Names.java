package org.latentj.maven.manifest;

import java.util.List;

/**
 * A list of names.
 *
 * @param values in the order of the file
 */
record Names(List<String> values) {}
