// Who signed out in one window is out in all: the others of this browser ask anew, and show the closed door.
new BroadcastChannel("kithly-door").postMessage("out");
