using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Admin;

/// <summary>One call of an endpoint: what was asked, by whom, and what the audit log will say of it.</summary>
internal sealed class AdminCall(HttpContext context, AdminEndpoint endpoint, AdminServices services, AdminCaller caller)
{
    /// <summary>The request and its answer, for what is no JSON.</summary>
    public HttpContext Context => context;

    /// <summary>What the process has.</summary>
    public AdminServices Services => services;

    /// <summary>Who calls.</summary>
    public AdminCaller Caller => caller;

    /// <summary>Whom or what it is about, for the audit log; the last name in the address unless a handler says better.</summary>
    public string Target { get; private set; } = "";

    /// <summary>What else the audit log keeps of it.</summary>
    public string Details { get; private set; } = "";

    /// <summary>A name in the address, as it was before it was written there.</summary>
    public string Path(string name)
    {
        var at = endpoint.Path.Split('/').ToList().IndexOf($"{{{name}}}");
        return at < 0 ? throw new ArgumentException($"{endpoint.Path} has no {name}.", nameof(name)) : context.NameInPath(at - 1);
    }

    /// <summary>A parameter after the question mark; empty: not given.</summary>
    public string Query(string name) => context.Request.Query[name].ToString();

    /// <summary>The same as a whole number within bounds.</summary>
    public long Number(string name, long whenMissing, long min, long max)
    {
        var text = Query(name);
        return text.Length == 0 ? whenMissing
            : long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value
            : throw AdminRefusal.BadRequest($"{name} is a whole number from {min} to {max}.");
    }

    /// <summary>Says whom it is about, by id and never by name.</summary>
    public void IsAbout(string id) => Target = id;

    /// <summary>Says more for the audit log: no names and no secrets.</summary>
    public void About(string details) => Details = details;
}
