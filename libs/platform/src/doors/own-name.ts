/** Token of the name that this process signs its messages with. */
export const OWN_NAME = Symbol('own service name');
