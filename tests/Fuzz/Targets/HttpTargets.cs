using System.Text.Json.Serialization.Metadata;
using Cluster.Web;
using Cluster.Web.Accounts;
using Cluster.Web.Admin;
using Cluster.Web.Api;
using Fuzz.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fuzz.Targets;

/// <summary>A request of the admin API: its body as every shape there is, and the name in its address. A refusal has a code and words.</summary>
internal sealed class AdminTarget : FuzzTarget
{
    public override string Name => "admin";

    public override int TestExecutions => 500;

    public override int InputBytesMax => 20_000;

    public override long MicrosecondsMax => 100_000;

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Dictionary => JsonPieces.List;

    public override long? AllocatedBytesMax(int inputBytes) => 1_048_576 + (1_000L * inputBytes);

    public override int Run(Span<byte> input)
    {
        var body = input.ToArray();
        return Read(body, AdminJson.Default.AdminUserAdd) + (2 * Read(body, AdminJson.Default.AdminUserPatch))
            + (4 * Read(body, AdminJson.Default.AdminLinkAdd)) + (8 * Read(body, AdminJson.Default.AdminPassword))
            + (16 * Read(body, AdminJson.Default.AdminRoomPatch)) + (32 * Read(body, AdminJson.Default.AdminSettingValue))
            + (64 * ReadName(body));
    }

    private static int Read<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(body);
        try
        {
            _ = context.ReadAsync(type).GetAwaiter().GetResult();
            return 1;
        }
        catch (AdminRefusal refusal)
        {
            Require(refusal.Status is >= 400 and < 500 && refusal.Message.Length > 0, "a refusal without words");
            return 0;
        }
    }

    private static int ReadName(byte[] bytes)
    {
        var context = new DefaultHttpContext();
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = $"{AdminApi.Root}/rooms/{System.Text.Encoding.Latin1.GetString(bytes)}";
        return context.NameInPath().Length == 0 ? 0 : 1;
    }
}

/// <summary>A body of the public API: what people sign in with.</summary>
internal sealed class ApiTarget : FuzzTarget
{
    public override string Name => "api";

    public override int TestExecutions => 1_000;

    public override int InputBytesMax => 20_000;

    public override long MicrosecondsMax => 100_000;

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Dictionary => JsonPieces.List;

    public override long? AllocatedBytesMax(int inputBytes) => 262_144 + (200L * inputBytes);

    public override int Run(Span<byte> input)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = "application/json";
        context.Request.Body = new MemoryStream(input.ToArray());
        var read = ApiBody.ReadAsync(context, AccountsJson.Default.SignInRequest);
        var (value, refusal) = read.GetAwaiter().GetResult();
        Require(value is null != (refusal is null), "neither a value nor a refusal, or both");
        return value is not null ? 1 : refusal is ApiAnswer.Refused refused ? 2 + refused.Status + refused.Message.Length : 0;
    }
}
