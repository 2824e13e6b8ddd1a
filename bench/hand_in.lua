-- An idea begun by somebody who is logged in, each with a form of its own: saved, and led on to be checked.
dofile(os.getenv("BENCH_REPORT"))

math.randomseed(os.time())
local token = os.getenv("BENCH_TOKEN")

local function form_key()
  return (string.gsub("xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx", "x", function()
    return string.format("%x", math.random(0, 15))
  end))
end

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Cookie"] = "goda_session=" .. os.getenv("BENCH_SESSION") .. "; goda_csrf=" .. token

function request()
  local body = "csrfmiddlewaretoken=" .. token .. "&form_key=" .. form_key() ..
    "&problem=Ingen+hittar+hit.&solution=Vi+satte+upp+skyltar.&benefit=Fler+kommer+fram."
  return wrk.format(nil, nil, nil, body)
end
