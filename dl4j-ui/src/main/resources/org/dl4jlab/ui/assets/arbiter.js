// Arbiter's page calls jQuery UI's accordion, which is not shipped; its parts then simply stay open.
jQuery.fn.accordion = function () { return this; };
