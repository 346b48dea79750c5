/** The worker: the main class of a child JVM that serves its parent's requests with the engine. */
package org.latentj.worker.child;
