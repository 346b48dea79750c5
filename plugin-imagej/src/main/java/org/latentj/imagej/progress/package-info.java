/** What a user sees of a run, and how it is cancelled. */
package org.latentj.imagej.progress;
