using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Serving;

/// <summary>Serves the client: its files by their names, and the page for the start and for every room's link.</summary>
internal static class ClientEndpoints
{
    /// <summary>First segments that are never a room's.</summary>
    private static readonly string[] s_reserved = ["api", "assets", "health", "ops", "test", "account", "rooms"];

    /// <summary>Pages of the client that are no room's.</summary>
    private static readonly string[] s_pages = ["/test", "/account", "/account/sign-in", "/account/link", "/ops"];

    /// <summary>Endings that a file of the client may have: a link that ends so is a missing file, not a room.</summary>
    private static readonly string[] s_fileEndings =
        [".js", ".mjs", ".css", ".map", ".html", ".json", ".png", ".jpg", ".svg", ".ico", ".webmanifest", ".wasm", ".woff2", ".mp3", ".txt", ".xml", ".php"];

    /// <summary>Below it every room has a page for those who run it.</summary>
    private const string RoomPages = "/rooms/";

    /// <summary>Below it are the parts of the page for those who run the cluster.</summary>
    private const string OpsPages = "/ops/";

    /// <summary>Maps everything no other endpoint has.</summary>
    public static void MapClient(this IEndpointRouteBuilder routes, ClientFiles files) =>
        routes.MapFallback("{**path}", context => ServeAsync(context, files));

    private static Task ServeAsync(HttpContext context, ClientFiles files)
    {
        var path = context.Request.Path.Value ?? "/";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        if (files.Find(path) is { } file)
        {
            return SendAsync(context, file);
        }

        if (!IsPage(path))
        {
            return SayAsync(context, StatusCodes.Status404NotFound, "There is nothing here.\n");
        }

        return files.Page is { } page
            ? SendAsync(context, page)
            : SayAsync(context, StatusCodes.Status503ServiceUnavailable, "The client is not built: build Cluster.Host, or start with ./parley.\n");
    }

    /// <summary>The start page, one of the pages that are no room's, a room, or a room's own page below <c>/rooms</c>.</summary>
    private static bool IsPage(string path)
    {
        if (path == "/")
        {
            return true;
        }

        var plain = path.TrimEnd('/');
        return s_pages.Contains(plain, StringComparer.OrdinalIgnoreCase)
            || plain.StartsWith(OpsPages, StringComparison.OrdinalIgnoreCase)
            || (plain.StartsWith(RoomPages, StringComparison.OrdinalIgnoreCase) && IsRoom(plain.AsSpan(RoomPages.Length)))
            || (plain.Length > 0 && IsRoom(plain.AsSpan(1)) && !s_reserved.Contains(plain[1..], StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>One segment that can be a room's name.</summary>
    private static bool IsRoom(ReadOnlySpan<char> segment)
    {
        // The server leaves an encoded slash as it came, and no room's name has one.
        if (segment.IsEmpty || segment.Contains('/') || segment.Contains("%2f", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (var ending in s_fileEndings)
        {
            if (segment.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task SendAsync(HttpContext context, ClientFile file)
    {
        var response = context.Response;
        response.Headers.ETag = file.Tag;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.CacheControl = file.Immutable ? "public, max-age=31536000, immutable" : "no-cache";
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(file.Tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (bytes, encoding) = file.For(context.Request.Headers.AcceptEncoding.ToString());
        response.ContentType = file.ContentType;
        response.ContentLength = bytes.Length;
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static Task SayAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(words);
    }
}
