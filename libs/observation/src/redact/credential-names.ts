const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

const CREDENTIALS = new Set(
  (
    "password passwd pwd passphrase newpassword oldpassword currentpassword confirmpassword passwordconfirmation " +
    "userpassword secret secretkey clientsecret appsecret apisecret sharedsecret webhooksecret signingsecret " +
    "signingkey privatekey accesskey secretaccesskey apikey xapikey authkey subscriptionkey encryptionkey " +
    "token accesstoken refreshtoken idtoken authtoken authenticationtoken bearertoken sessiontoken securitytoken " +
    "apitoken devicetoken csrftoken xsrftoken resettoken jwt clientassertion assertion codeverifier " +
    "sessionid sessionkey authorization proxyauthorization credential credentials otp totp onetimepassword"
  ).split(" "),
);

/** These carry a credential in a query string or a form, and mean something else in a JSON body. */
const PARAMETERS = new Set(
  "code key auth signature sig hmac xamzsignature xamzcredential xamzsecuritytoken xgoogsignature xgoogcredential".split(
    " ",
  ),
);

const PERSONAL = new Set(
  (
    "ssn socialsecuritynumber taxid nationalid passportnumber iban accountnumber bankaccount cardnumber " +
    "creditcardnumber creditcard pan cvv cvc cvv2 cardcvc securitycode pin dateofbirth birthdate"
  ).split(" "),
);

const MAX_NAMES = 4_096;
const verdicts = new Map<string, number>();
const CREDENTIAL = 1;
const PARAMETER = 2;
const SECRET = 4;

const classify = (name: string): number => {
  const known = verdicts.get(name);
  if (known !== undefined) return known;
  const word = plain(name);
  const credential = CREDENTIALS.has(word);
  const verdict =
    (credential ? CREDENTIAL : 0) |
    (credential || PARAMETERS.has(word) ? PARAMETER : 0) |
    (credential || PERSONAL.has(word) ? SECRET : 0);
  if (verdicts.size >= MAX_NAMES) verdicts.clear();
  verdicts.set(name, verdict);
  return verdict;
};

/** Whether a body member of this name holds a credential (`client_secret`, `accessToken`; never `page_token`). */
export const isCredentialName = (name: string): boolean => (classify(name) & CREDENTIAL) !== 0;

/** Whether a query or form parameter of this name holds a credential. */
export const isCredentialParameter = (name: string): boolean => (classify(name) & PARAMETER) !== 0;

/** Whether a body member of this name holds a credential or a personal secret (a card number, a birth date). */
export const isSecretName = (name: string): boolean => (classify(name) & SECRET) !== 0;

/** Whether a JSON pointer leads to or through a member that is named like a credential. */
export const concernsCredential = (pointer: string): boolean => pointer.split("/").some(isCredentialName);
