-- What wrk asks for: the addresses in the file LIST, one a line, in order,
-- from line SKIP on; GZIP=1 asks as browsers do. Prints one JSON line.
local requests, at = {}, 0

function init()
    local headers = {}
    if os.getenv("GZIP") == "1" then
        headers["Accept-Encoding"] = "gzip"
    end
    for path in io.lines(os.getenv("LIST")) do
        requests[#requests + 1] = wrk.format("GET", path, headers)
    end
    at = (tonumber(os.getenv("SKIP")) or 0) % #requests
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency)
    local e = summary.errors
    io.write(string.format(
        'RESULT {"requests": %d, "us": %d, "p50": %d, "p99": %d, ' ..
            '"errors": %d}\n',
        summary.requests, summary.duration, latency:percentile(50),
        latency:percentile(99),
        e.status + e.connect + e.read + e.write + e.timeout))
end
