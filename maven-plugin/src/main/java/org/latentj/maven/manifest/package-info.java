/**
 * Asset manifests: YAML files that list pictures to generate, read into immutable records. Every
 * mistake is reported with file, line and column, and all mistakes in one run.
 */
package org.latentj.maven.manifest;
