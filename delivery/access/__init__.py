"""Who asks: between the credentials of a request and a `Caller`, and how people sign in and out.

Authorization: Bearer sundial_...    a program        callers.py
cookie sundial_session               a person         callers.py, by the rules of cross_site.py
Sundial-Preview                      a preview        callers.py

/sign-in, /sign-out                  sign_in.py, by a password; openid.py, by an OpenID Connect provider
"""
