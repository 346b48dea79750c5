/** ImageJ's pixels as the engine takes them, and back, bit for bit where nothing is to change. */
package org.latentj.imagej.pixels;
