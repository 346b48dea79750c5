package org.latentj.maven.generate;

import java.util.List;

/**
 * What a run has to do.
 *
 * @param jobs what must be generated, in the order of the manifests
 * @param upToDate number of assets whose pictures are what the manifests say
 */
record Plan(List<Job> jobs, int upToDate) {}
