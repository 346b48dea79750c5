/** The models that are installed, by name. */
package org.latentj.imagej.model;
