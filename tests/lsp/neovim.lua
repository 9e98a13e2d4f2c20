-- What a user of Neovim does: opens a bad script, sees what is found, applies a fix, hovers, suppresses,
-- changes the text. Run by neovim_test.sh inside the editor; prints a line a test.
local function report(passed, name, got)
  if not passed then
    print('  got: ' .. vim.inspect(got))
  end
  print((passed and 'ok ' or 'not ok ') .. 'neovim: ' .. name .. '\n')
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function codes()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, diagnostic.code or diagnostic.user_data.lsp.code)
  end
  table.sort(found)
  return found
end

-- Waits until the function says so, and answers with what it said last.
local function eventually(condition)
  vim.wait(20000, condition, 20)
  return condition()
end

local function codes_are(...)
  local wanted = { ... }
  return eventually(function()
    return vim.deep_equal(codes(), wanted)
  end)
end

-- Chooses the action whose title begins so.
local titles
local function choose(start)
  vim.ui.select = function(items, options, take)
    titles = vim.tbl_map(options.format_item or tostring, items)
    for number, title in ipairs(titles) do
      if vim.startswith(title, start) then
        take(items[number], number)
        return
      end
    end
  end
end

local function act(line, column, start)
  local before = lines()
  titles = nil
  choose(start)
  vim.api.nvim_win_set_cursor(0, { line, column })
  vim.lsp.buf.code_action()
  return eventually(function()
    return not vim.deep_equal(lines(), before)
  end)
end

local function hover(line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
  vim.lsp.buf.hover()
  local function float()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        return window
      end
    end
  end
  local window = eventually(float)
  if not window then
    return ''
  end
  local text = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
  vim.api.nvim_win_close(window, true)
  return table.concat(text, '\n')
end

local function run()
  report(codes_are('payload-must-be-JSON', 'request_id-must-be-UUID'), 'what is found in a script', codes())
  local first = vim.diagnostic.get(0)[1]
  report(first.lnum == 2 and first.source == 'paylint' and first.severity == vim.diagnostic.severity.ERROR,
    'where, and how bad', first)

  local text = hover(3, 47)
  report(text:find('"who": "ﬁ😀"', 1, true) and text:find('Workers parse it', 1, true) and text:find('`curl` sends', 1, true),
    'a hover over a finding', text)

  local fixed = act(3, 47, 'Use a fresh UUID')
  report(fixed and table.concat(lines(), '\n'):find('BAD_UUID=$(uuidgen', 1, true), 'a quick fix', { titles, lines() })
  report(codes_are('payload-must-be-JSON'), 'what is left afterwards', codes())

  text = hover(4, 45)
  report(text:find('⟨${BAD_UUID}: uuid-lower⟩', 1, true) and text:find('a UUID in lower case', 1, true),
    'a hover over a payload', text)

  vim.cmd('normal! u')
  report(codes_are('payload-must-be-JSON', 'request_id-must-be-UUID'), 'undo', codes())

  fixed = act(3, 0, 'Fix all')
  report(fixed and codes_are(), 'all fixes at once', { titles, lines(), codes() })

  vim.api.nvim_buf_set_lines(0, 1, -1, false, { "curl --json '{\"request_id\": \"ünï😀\"}' http://localhost" })
  report(codes_are('request_id-must-be-UUID'), 'a text that is written anew', codes())
  fixed = act(2, 32, 'Suppress')
  report(fixed and lines()[2] == '# paylint: ignore[request_id-must-be-UUID]' and codes_are(),
    'a comment that suppresses', { titles, lines(), codes() })

  vim.api.nvim_buf_set_lines(0, 1, -1, false, { "curl --json '{\"request_id\": 7,}' http://localhost" })
  vim.cmd('write')
  local file = io.open('bad.sh')
  text = file:read('*a')
  file:close()
  report(text:find('REQUEST_UUID=$(uuidgen', 1, true) and text:find('"}\' http', 1, true), 'fix on save', text)

  vim.cmd('edit other.md')
  report(codes_are('request_id-must-be-UUID'), 'a script in Markdown', codes())

  local status
  for _, client in pairs(vim.lsp.get_active_clients()) do
    client.config.on_exit = nil
    client.stop()
  end
  status = eventually(function()
    return #vim.lsp.get_active_clients() == 0
  end)
  report(status, 'the server ends when the editor says so', status)
end

local passed, problem = pcall(run)
if not passed then
  report(false, 'the editor had an error', problem)
end
vim.cmd('qall!')
