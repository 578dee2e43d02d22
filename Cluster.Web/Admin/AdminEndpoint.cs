using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Admin;

/// <summary>
/// One endpoint of the admin API, declared in one place: its address, who may call it, what it takes and answers, and what it
/// does. Routes, authorization, the audit log and the OpenAPI document are all made from this.
/// </summary>
/// <param name="Path">Below <see cref="AdminApi.Root"/>, with names in braces.</param>
/// <param name="Name">The operation's name, unique; the audit log's <c>act</c>.</param>
/// <param name="Summary">One sentence.</param>
internal sealed record AdminEndpoint(string Method, string Path, AdminScope Scope, string Name, string Summary)
{
    /// <summary>What it takes; null: no body.</summary>
    public JsonTypeInfo? Request { get; private init; }

    /// <summary>What it answers; null: nothing, or no JSON.</summary>
    public JsonTypeInfo? Answer { get; private init; }

    /// <summary>The status of its answer.</summary>
    public int Status { get; private init; } = StatusCodes.Status200OK;

    /// <summary>The answer's media type where it is no JSON.</summary>
    public string? Media { get; private init; }

    /// <summary>Parameters after the question mark, each with what it is.</summary>
    public IReadOnlyList<(string Name, string Summary)> Parameters { get; private init; } = [];

    /// <summary>Whether it changes something, and so is audited and kept from other sites.</summary>
    public bool IsChange => !HttpMethods.IsGet(Method);

    /// <summary>Does it.</summary>
    public Func<AdminCall, Task> Handle { get; private init; } = _ => Task.CompletedTask;

    /// <summary>Something to look at.</summary>
    public static AdminEndpoint Get<T>(string path, string name, string summary, JsonTypeInfo<T> answer, Func<AdminCall, Task<T>> read) =>
        new("GET", path, AdminScope.Read, name, summary)
        {
            Answer = answer,
            Handle = async call => await call.Context.AnswerAsync(await read(call).ConfigureAwait(false), answer).ConfigureAwait(false),
        };

    /// <summary>Something to look at that is no JSON, or that answers by itself.</summary>
    public static AdminEndpoint Stream(string path, AdminScope scope, string name, string summary, string media, Func<AdminCall, Task> write) =>
        new("GET", path, scope, name, summary) { Media = media, Handle = write };

    /// <summary>A change that takes and answers JSON.</summary>
    public static AdminEndpoint Change<TBody, T>(
        string method, string path, AdminScope scope, string name, string summary, JsonTypeInfo<TBody> request, JsonTypeInfo<T> answer,
        Func<AdminCall, TBody, Task<T>> change, int status = StatusCodes.Status200OK)
        where TBody : class => new(method, path, scope, name, summary)
        {
            Request = request,
            Answer = answer,
            Status = status,
            Handle = async call =>
            {
                var body = await call.Context.ReadAsync(request).ConfigureAwait(false);
                await call.Context.AnswerAsync(await change(call, body).ConfigureAwait(false), answer, status).ConfigureAwait(false);
            },
        };

    /// <summary>A change that needs no more words and answers JSON.</summary>
    public static AdminEndpoint Change<T>(
        string method, string path, AdminScope scope, string name, string summary, JsonTypeInfo<T> answer, Func<AdminCall, Task<T>> change) =>
        new(method, path, scope, name, summary)
        {
            Answer = answer,
            Handle = async call => await call.Context.AnswerAsync(await change(call).ConfigureAwait(false), answer).ConfigureAwait(false),
        };

    /// <summary>A change after which there is nothing to say.</summary>
    public static AdminEndpoint Do(string method, string path, AdminScope scope, string name, string summary, Func<AdminCall, Task> change) =>
        new(method, path, scope, name, summary)
        {
            Status = StatusCodes.Status204NoContent,
            Handle = async call =>
            {
                await change(call).ConfigureAwait(false);
                await call.Context.DoneAsync().ConfigureAwait(false);
            },
        };

    /// <summary>The same with a body.</summary>
    public static AdminEndpoint Do<TBody>(
        string method, string path, AdminScope scope, string name, string summary, JsonTypeInfo<TBody> request, Func<AdminCall, TBody, Task> change)
        where TBody : class => Do(method, path, scope, name, summary, async call =>
            await change(call, await call.Context.ReadAsync(request).ConfigureAwait(false)).ConfigureAwait(false)) with { Request = request };

    /// <summary>The same, and it knows these parameters.</summary>
    public AdminEndpoint With(params (string Name, string Summary)[] parameters) => this with { Parameters = parameters };

    /// <summary>The same for callers of another scope.</summary>
    public AdminEndpoint For(AdminScope scope) => this with { Scope = scope };
}
