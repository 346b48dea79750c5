/** ControlNets: which network guides a command, and with which hint. */
package org.latentj.imagej.control;
