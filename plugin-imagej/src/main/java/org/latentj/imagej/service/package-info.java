/** Where the engine runs: in ImageJ's process or in one of its own; and what is known of it. */
package org.latentj.imagej.service;
