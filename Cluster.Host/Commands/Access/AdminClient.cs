using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;
using Cluster.Web;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Access;

/// <summary>Speaks the admin API over the socket in a data directory.</summary>
internal sealed class AdminClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    /// <summary>For the socket in this directory, which is connected to with the first request.</summary>
    public AdminClient(string directory) => _http = new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = async (_, cancellation) => new NetworkStream(await ConnectAsync(directory, cancellation).ConfigureAwait(false), ownsSocket: true),
    })
    {
        BaseAddress = new Uri("http://parley"),
        Timeout = s_patience,
    };

    /// <summary>Asks for what is there.</summary>
    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type)
        where T : class => SendAsync(HttpMethod.Get, path, null, type)!;

    /// <summary>Sends something and takes the answer.</summary>
    public Task<T> SendAsync<TBody, T>(HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type)
        where T : class => SendAsync(method, path, new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, bodyType)), type)!;

    /// <summary>Asks for something that needs no more words, and takes the answer.</summary>
    public Task<T> SendAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type)
        where T : class => SendAsync(method, path, null, type)!;

    /// <summary>Begins to take an answer that is no JSON; its body is read from there. Dispose it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path)
    {
        try
        {
            var response = await _http.GetAsync(new Uri($"{AdminApi.Root}{path}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw (int)response.StatusCode == 500
                    ? new CommandRefusedException(ExitCode.Fault, "fault", "The node met a fault it did not foresee: its log says which.")
                    : Refusal(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
            }
        }
        catch (TaskCanceledException cause)
        {
            throw new CommandRefusedException(ExitCode.Storage, "no-answer", $"There was no answer within {s_patience.TotalSeconds:0} s.", cause);
        }
        catch (HttpRequestException cause)
        {
            throw CommandRefusedException.ForNoNode("The node ended before it answered.", cause);
        }
    }

    /// <summary>Removes something.</summary>
    public Task DeleteAsync(string path) => SendAsync<ApiError>(HttpMethod.Delete, path, null, AdminJson.Default.ApiError);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>A connected socket.</summary>
    /// <exception cref="SocketException">Nobody listens there, or this user may not.</exception>
    public static async Task<Socket> ConnectAsync(string directory, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            using var path = SocketPath.Of(directory, SocketPath.FileName);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path.Text), cancellation).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<T?> SendAsync<T>(HttpMethod method, string path, HttpContent? body, JsonTypeInfo<T> type)
        where T : class
    {
        using var request = new HttpRequestMessage(method, $"{AdminApi.Root}{path}") { Content = body };
        try
        {
            using var response = await _http.SendAsync(request).ConfigureAwait(false);
            var answer = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            return (int)response.StatusCode == 500 ? throw new CommandRefusedException(ExitCode.Fault, "fault", "The node met a fault it did not foresee: its log says which.")
                : !response.IsSuccessStatusCode ? throw Refusal(answer)
                : answer.Length == 0 ? null
                : JsonSerializer.Deserialize(answer, type);
        }
        catch (TaskCanceledException cause)
        {
            throw new CommandRefusedException(
                ExitCode.Storage,
                "no-answer",
                $"There was no answer within {s_patience.TotalSeconds:0} s: whether it was done is not known, so look before you try again.",
                cause);
        }
        catch (HttpRequestException cause)
        {
            throw CommandRefusedException.ForNoNode("The node ended before it answered: whether it was done is not known, so look before you try again.", cause);
        }
        catch (JsonException cause)
        {
            throw CommandRefusedException.ForNoNode("The node's answer is not one this version knows: use the command of the version that runs.", cause);
        }
    }

    private static CommandRefusedException Refusal(byte[] answer)
    {
        var error = JsonSerializer.Deserialize(answer, AdminJson.Default.AdminProblem) ?? throw new JsonException();
        var exitCode = error.Code switch
        {
            "storage-unavailable" or "try-again" or "not-ready" => ExitCode.Storage,
            "not-a-node" => ExitCode.NoNode,
            _ => ExitCode.Refused,
        };
        return new CommandRefusedException(exitCode, error.Code, error.Detail);
    }
}
