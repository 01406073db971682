"""The words of the sign-in page in three languages, and which of them a browser is shown."""

from functools import lru_cache

import icu
from werkzeug.http import parse_accept_header

DEFAULT = "en"

LANGUAGES = {"en": "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文"}
"""The languages by their tags, as their readers call them."""

WORDS = {
    "en": {
        "sign_in": "Sign in",
        "email": "Email address",
        "password": "Password",
        "provider": "Sign in with {name}",
        "signed_in": "You are signed in as {name}.",
        "sign_out": "Sign out",
        "go_on": "Continue",
        "language": "Language",
        "error": "Error",
        "WRONG": "The email address or the password is not right.",
        "MISSING": "Enter your email address and your password.",
        "EXPIRED": "This page was open for too long, or cookies are off. Try again.",
        "CROSS_SITE": "The page of another site has sent this, so nothing was done.",
        "RATE_LIMITED": "There were too many attempts. Try again in {minutes} min.",
        "SERVER_BUSY": "The server is busy. Try again in a moment.",
        "RETURN_REFUSED": "The address to return to is neither this server's nor one that it knows.",
        "NO_PROVIDER": "Nobody signs in by a provider here.",
        "NO_PASSWORDS": "Nobody signs in by a password here.",
        "PROVIDER_DOWN": "{name} does not answer. Try again later.",
        "PROVIDER_REFUSED": "{name} has not confirmed who you are. Try again.",
        "FLOW_EXPIRED": "This attempt to sign in is over, or was used already. Start again.",
        "NO_ROLE": "{name} knows you, but you have no role here. Ask an administrator.",
    },
    "zh-Hant": {
        "sign_in": "登入",
        "email": "電郵地址",
        "password": "密碼",
        "provider": "以 {name} 登入",
        "signed_in": "你已登入為 {name}。",
        "sign_out": "登出",
        "go_on": "繼續",
        "language": "語言",
        "error": "錯誤",
        "WRONG": "電郵地址或密碼不正確。",
        "MISSING": "請輸入電郵地址和密碼。",
        "EXPIRED": "此頁開啟太久,或瀏覽器不接受 Cookie。請再試一次。",
        "CROSS_SITE": "這是另一個網站的頁面發出的,因此沒有執行。",
        "RATE_LIMITED": "嘗試次數太多。請在 {minutes} 分鐘後再試。",
        "SERVER_BUSY": "伺服器繁忙,請稍後再試。",
        "RETURN_REFUSED": "要返回的網址不屬於本伺服器,也不是它認識的網址。",
        "NO_PROVIDER": "這裡不用外部登入服務。",
        "NO_PASSWORDS": "這裡不用密碼登入。",
        "PROVIDER_DOWN": "{name} 沒有回應,請稍後再試。",
        "PROVIDER_REFUSED": "{name} 未能確認你的身分,請再試一次。",
        "FLOW_EXPIRED": "這次登入已過期或已使用過,請重新開始。",
        "NO_ROLE": "{name} 認識你,但你在這裡沒有任何角色。請聯絡管理員。",
    },
    "zh-Hans": {
        "sign_in": "登录",
        "email": "电邮地址",
        "password": "密码",
        "provider": "用 {name} 登录",
        "signed_in": "你已登录为 {name}。",
        "sign_out": "退出登录",
        "go_on": "继续",
        "language": "语言",
        "error": "错误",
        "WRONG": "电邮地址或密码不正确。",
        "MISSING": "请输入电邮地址和密码。",
        "EXPIRED": "此页打开太久,或浏览器不接受 Cookie。请再试一次。",
        "CROSS_SITE": "这是另一个网站的页面发出的,因此没有执行。",
        "RATE_LIMITED": "尝试次数太多。请在 {minutes} 分钟后再试。",
        "SERVER_BUSY": "服务器繁忙,请稍后再试。",
        "RETURN_REFUSED": "要返回的网址不属于本服务器,也不是它认识的网址。",
        "NO_PROVIDER": "这里不用外部登录服务。",
        "NO_PASSWORDS": "这里不用密码登录。",
        "PROVIDER_DOWN": "{name} 没有响应,请稍后再试。",
        "PROVIDER_REFUSED": "{name} 未能确认你的身份,请再试一次。",
        "FLOW_EXPIRED": "这次登录已过期或已使用过,请重新开始。",
        "NO_ROLE": "{name} 认识你,但你在这里没有任何角色。请联系管理员。",
    },
}
"""Words by language and name; those in capitals are the codes of what went wrong."""

LONGEST_HEADER, LONGEST_TAG = 200, 35
"""Characters of an `Accept-Language` header that are read, and of a tag in it (RFC 5646, 4.4.1)."""


def language(asked: str | None, accepted: str | None) -> str:
    """Choose the language: the one that is *asked* for, else the first that an `Accept-Language` header has."""
    if asked in LANGUAGES:
        return str(asked)
    for tag, quality in parse_accept_header((accepted or "")[:LONGEST_HEADER]):
        found = shown_for(tag[:LONGEST_TAG]) if quality > 0 else None
        if found:
            return found
    return DEFAULT


@lru_cache(maxsize=256)
def shown_for(tag: str) -> str | None:
    """Return the language that a reader of another tag is shown: of Chinese, by the script of its region."""
    try:
        locale = icu.Locale.forLanguageTag(tag).addLikelySubtags()
    except icu.ICUError:
        return None
    name = locale.getLanguage()
    found = f"zh-{locale.getScript()}" if name == "zh" else name
    return found if found in LANGUAGES else None
