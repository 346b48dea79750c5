/** The lock file: what was generated from what, committed beside the manifests. */
package org.latentj.maven.lock;
