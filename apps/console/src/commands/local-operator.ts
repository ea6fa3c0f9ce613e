/** Who acts while no account exists: whoever has this machine's loopback. */
export const LOCAL_OPERATOR = "somebody on this machine";
