/**
 * The engine in a child process: started when it is needed, kept with its model loaded, ended when
 * it is idle, hangs or is closed, and replaced when it crashes. This package is the parent's part,
 * and needs neither DJL nor libtorch on its class path.
 */
package org.latentj.worker;
