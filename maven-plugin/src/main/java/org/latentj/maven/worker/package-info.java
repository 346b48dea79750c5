/**
 * The engine's process of a build: its class path by Maven's resolver, one process for all modules,
 * ended with the build. Maven's own JVM loads neither DJL nor libtorch.
 */
package org.latentj.maven.worker;
